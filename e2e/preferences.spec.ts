import type { Browser, Cookie, Page } from "@playwright/test";
import { confirmPage, joinedPage, linkPage, sentPage, subscribePage } from "@/components/recipients/ask";
import { aboutPage, preferencesPage } from "@/components/recipients/preferences";
import { keptPage, messagePage } from "@/components/recipients/unsubscribe";
import { dayIn, RECIPIENT_WORDS } from "@/lib/core/recipient-words";
import { LANGUAGES, type RecipientWords } from "@/lib/core/recipient-words/words";
import { ADMIN, axeFindings, beyondScreen, expect, signIn, test } from "./test";

/* What recipients do, as they come: without a script, with one, right to left, on a phone, by keyboard. */
/** Of this run: a worker that takes over after a failed test makes its own. */
const RUN = Date.now().toString(36);
const NAMES = [`Harbour letters ${RUN}`, `Tide tables ${RUN}`];

interface Links {
  unsubscribe: string;
  preferences: string;
}

/** The admin's session, kept for what no page is needed for. */
let admin: { cookies: Cookie[]; headers: { origin: string } } | undefined;
let lists: number[] = [];
let people = 0;

/** Signs in as the admin, and makes the two lists once. */
async function prepared(page: Page) {
  if (admin) await page.context().addCookies(admin.cookies);
  else {
    await signIn(page, ADMIN, "/lists");
    admin = { cookies: await page.context().cookies(), headers: { origin: new URL(page.url()).origin } };
  }
  const { headers } = admin;
  if (lists.length === 0)
    for (const name of NAMES) {
      const translations = { de: { name: `${name} (de)`, description: "Auf Deutsch" } };
      const data = {
        name,
        description: "What the sea does",
        rhythm: "Fridays",
        section: "The harbour",
        translations,
      };
      lists = [...lists, (await (await page.request.post("/api/v1/lists", { data, headers })).json()).id];
    }
  return { request: page.request, headers };
}

/** Somebody of their own for each test, on both lists. */
async function someone(page: Page): Promise<Links> {
  const { request, headers } = await prepared(page);
  const address = `sailor${people++}.${Date.now()}@posteo.example`;
  for (const id of lists)
    await request.post(`/api/v1/lists/${id}/subscribers`, {
      data: Buffer.from(`e-mail\n${address}\n`),
      headers: { ...headers, "content-type": "text/csv" },
    });
  const csv = await (await request.get(`/api/v1/lists/${lists[0]}/links`)).text();
  const row = csv.split(/\r?\n/).find((line) => line.includes(address)) ?? "";
  const [, unsubscribe = "", preferences = ""] = row.split(",");
  await page.context().clearCookies();
  return { unsubscribe, preferences };
}

const isOn = (page: Page, name: string) => page.getByRole("switch", { name });

test.describe("without JavaScript", () => {
  const still = async (browser: Browser) =>
    (await browser.newContext({ javaScriptEnabled: false })).newPage();

  test("leaving, saying why, undoing, pausing, choosing how often and leaving all work", async ({
    page,
    browser,
  }) => {
    const links = await someone(page);
    const plain = await still(browser);
    await plain.goto(links.unsubscribe);
    await plain.getByRole("button", { name: `Leave ${NAMES[0]}` }).click();
    await expect(plain.getByRole("heading", { name: `You no longer get ${NAMES[0]}.` })).toBeVisible();
    await plain.getByRole("button", { name: "Too often" }).click();
    await expect(plain.getByText("Thank you. It is noted.")).toBeVisible();
    await plain.getByRole("button", { name: /Undo/ }).click();
    await expect(plain.getByRole("heading", { name: `You get ${NAMES[0]} again.` })).toBeVisible();

    await plain.goto(links.preferences);
    await expect(isOn(plain, NAMES[0]!)).toHaveAttribute("aria-checked", "true");
    await isOn(plain, NAMES[1]!).click();
    await expect(isOn(plain, NAMES[1]!)).toHaveAttribute("aria-checked", "false");
    await plain.getByRole("status").getByRole("button", { name: "Undo" }).click();
    await expect(isOn(plain, NAMES[1]!)).toHaveAttribute("aria-checked", "true");
    await plain.getByRole("button", { name: "Pause for 30 days" }).click();
    await expect(plain.getByRole("heading", { name: /Paused until/ })).toBeVisible();
    await plain.getByRole("button", { name: "End the pause now" }).click();
    await plain.getByRole("button", { name: "At most one a week" }).click();
    await expect(plain.getByText("At most one a week")).toHaveAttribute("aria-current", "true");
    await plain.getByRole("link", { name: /Leave all lists/ }).click();
    await expect(plain.getByRole("heading", { name: "Leave all lists?" })).toBeVisible();
    await plain.getByRole("link", { name: "Keep what I get" }).click();
    await expect(isOn(plain, NAMES[0]!)).toHaveAttribute("aria-checked", "true");
    await plain.getByRole("link", { name: /Leave all lists/ }).click();
    await plain.getByRole("button", { name: "Leave all lists" }).click();
    await expect(isOn(plain, NAMES[0]!)).toHaveAttribute("aria-checked", "false");
    await plain.getByRole("button", { name: "Undo, get my lists back" }).click();
    await expect(isOn(plain, NAMES[0]!)).toHaveAttribute("aria-checked", "true");
    await plain.context().close();
  });
});

test("with JavaScript the same page works, and opening it, by a scanner that runs scripts too, changes nothing", async ({
  page,
}) => {
  const links = await someone(page);
  for (const place of [links.unsubscribe, links.preferences, links.unsubscribe]) {
    await page.goto(place);
    // What a prefetcher does with what it finds; the page's own policy keeps a script in it from asking anybody.
    for (const link of await page.locator("a").all())
      await page.request.get(new URL((await link.getAttribute("href")) ?? "", page.url()).href);
  }
  await expect(page.getByRole("button", { name: `Leave ${NAMES[0]}` })).toBeVisible();
  await page.goto(links.preferences);
  await isOn(page, NAMES[0]!).focus();
  await page.keyboard.press("Space");
  await expect(isOn(page, NAMES[0]!)).toHaveAttribute("aria-checked", "false");
  await isOn(page, NAMES[0]!).focus();
  await page.keyboard.press("Enter");
  await expect(isOn(page, NAMES[0]!)).toHaveAttribute("aria-checked", "true");
});

test("one click, urlencoded and multipart, through proxies: 200 at once, never a redirect", async ({
  page,
  playwright,
  baseURL,
}) => {
  for (const send of [
    { form: { "List-Unsubscribe": "One-Click" } },
    { multipart: { "List-Unsubscribe": "One-Click" } },
  ]) {
    const { unsubscribe } = await someone(page);
    const client = await playwright.request.newContext({
      baseURL,
      extraHTTPHeaders: {
        "x-forwarded-for": "203.0.113.4, 10.0.0.2",
        "x-forwarded-proto": "https",
        "x-forwarded-host": "mail.harbour.example",
        via: "1.1 proxy.example",
        forwarded: "for=203.0.113.4;proto=https",
      },
    });
    for (const place of [unsubscribe, `${unsubscribe}/`, `${unsubscribe}?utm=1`]) {
      const answer = await client.post(place, { ...send, maxRedirects: 0 });
      expect([place, answer.status()]).toEqual([place, 200]);
      expect(answer.headers()["set-cookie"]).toBeUndefined();
    }
    expect((await client.head(unsubscribe)).status()).toBe(200);
    await client.dispose();
  }
});

/** The pages that only a mail leads to, or a mail server: none is here. And states that take several steps to reach. */
function otherPages(words: RecipientWords): string[] {
  const brand = { name: "Harbour & Sons", logo: null, accent: "#0b6b5d" };
  const [list, address] = ["Harbour letters", "s••••••r@posteo.example"];
  const consent = { id: 1, text: "Yes, send me Harbour letters.", language: "en" };
  const subject = { brand, words, list, address, preferences: "/preferences/x" };
  const choice = { name: list, description: "What the sea does", rhythm: "Fridays", section: "The harbour" };
  const lists = [
    { ...choice, id: 1, on: true, locked: false },
    { ...choice, id: 2, on: true, locked: true },
  ];
  const toast = { text: words.changedLeft(list), changeId: "1" };
  const shown = { brand, words, address, lists, cap: 7, stopped: null, toast, said: false, kept: true };
  return [
    linkPage({ brand, words, wrong: "nobody" }),
    subscribePage({ brand, words, list, description: "What the sea does", consent }),
    sentPage(brand, words, words.keptSentDetail),
    confirmPage({ brand, words, list, address, consent }),
    joinedPage({ brand, words, list, address }, "/preferences/x"),
    keptPage(subject),
    aboutPage(brand, words, address),
    preferencesPage({ ...shown, justLeft: 1, pausedUntil: dayIn(words, new Date(0)) }),
    preferencesPage({ ...shown, justLeft: null, pausedUntil: null, said: true, stopped: { changeId: "1" } }),
    messagePage(words, words.away, words.awayDetail),
  ];
}

test("in every language: nothing that axe finds, the page's language and direction, no scrolling sideways", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const links = await someone(page);
  const bad = `${links.preferences.slice(0, -4)}AAAA`;
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const phone = await context.newPage();
  for (const lang of LANGUAGES)
    for (const place of [
      `${links.unsubscribe}?lang=${lang}`,
      `${links.preferences}?lang=${lang}`,
      `${links.preferences}?step=leave-all&lang=${lang}`,
      `${bad}?lang=${lang}`,
      `/preferences?lang=${lang}`,
    ]) {
      await phone.goto(place);
      await expect(phone.locator("html")).toHaveAttribute("lang", lang);
      await expect(phone.locator("html")).toHaveAttribute("dir", lang === "ar" ? "rtl" : "ltr");
      await isWell(phone, place, lang);
    }
  for (const lang of LANGUAGES)
    for (const [n, html] of otherPages(RECIPIENT_WORDS[lang]).entries()) {
      await phone.setContent(html);
      await isWell(phone, `page ${n} in ${lang}`, lang);
    }
  await context.close();
});

/** Colours are the same in every language: the dark ones are looked at in one. */
async function isWell(page: Page, what: string, lang: string): Promise<void> {
  for (const colorScheme of lang === "ar" ? (["light", "dark"] as const) : ["light" as const]) {
    await page.emulateMedia({ colorScheme });
    expect.soft(await axeFindings(page), `${what}, ${colorScheme}`).toEqual([]);
    expect.soft(await beyondScreen(page), `${what} is wider than the screen`).toBeLessThanOrEqual(0);
  }
}

test("after leaving, in every language: nothing that axe finds", async ({ page }) => {
  test.setTimeout(120_000);
  const links = await someone(page);
  for (const lang of LANGUAGES) {
    await page.goto(`${links.unsubscribe}?lang=${lang}`);
    const left = page.waitForEvent("load");
    await page.locator("button.first, .row button").first().click();
    await left;
    expect.soft(await axeFindings(page), lang).toEqual([]);
  }
});

test("right to left: the switch stands at the left of its list, and works", async ({ page }) => {
  const links = await someone(page);
  await page.goto(`${links.preferences}?lang=ar`);
  const item = page.locator(".lists li", { hasText: NAMES[0]! });
  const [text, button] = [
    await item.locator("b").boundingBox(),
    await item.getByRole("switch").boundingBox(),
  ];
  expect(button!.x).toBeLessThan(text!.x);
  await item.getByRole("switch").click();
  await expect(item.getByRole("switch")).toHaveAttribute("aria-checked", "false");
  await expect(page.getByRole("button", { name: "تراجع" })).toBeVisible();
});

test("on a phone every target is 44 px high, and the German words are there", async ({ browser, page }) => {
  const links = await someone(page);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: "de-DE",
    hasTouch: true,
  });
  const phone = await context.newPage();
  await phone.goto(links.preferences);
  await expect(phone.getByRole("heading", { name: "Was dürfen wir Ihnen senden?" })).toBeVisible();
  await expect(isOn(phone, `${NAMES[0]} (de)`)).toBeVisible();
  for (const target of await phone.locator("button, a.btn").all()) {
    const box = await target.boundingBox();
    expect.soft(box?.height, await target.textContent().then(String)).toBeGreaterThanOrEqual(44);
  }
  await isOn(phone, `${NAMES[0]} (de)`).tap();
  await expect(isOn(phone, `${NAMES[0]} (de)`)).toHaveAttribute("aria-checked", "false");
  await context.close();
});
