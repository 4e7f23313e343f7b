import { ADMIN, expect, signIn, test } from "./test";

test("a row that is opened while the search is being typed stays open, and the search goes on", async ({
  page,
}) => {
  await signIn(page, ADMIN, "/suppressions");
  const row = page.getByRole("link", { name: /^gone\d+@outlook\.com$/ }).first();
  const address = await row.textContent();
  await page.getByRole("searchbox", { name: "Address or domain" }).fill("outlook.com");
  await row.click();
  await expect(page).toHaveURL(/address=gone.*/);
  await expect(page).toHaveURL(/q=outlook\.com/);
  await expect(page.getByRole("complementary").getByRole("heading", { name: address ?? "" })).toBeVisible();
});
