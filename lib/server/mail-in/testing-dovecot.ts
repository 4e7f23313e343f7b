import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createConnection, createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { TestCertificate } from "@/lib/server/testing-certificate";

const DOVECOT = "/usr/sbin/dovecot";
const INSTALL =
  "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dovecot-imapd";
const PATIENCE = 180_000;

/**
 * Whether a dovecot is here: Debian's, installed without asking where that can be done. Where it cannot, the test is skipped
 * with a loud message; in CI that is a failure.
 * @throws in CI (`CI` set) when there is none
 */
export function provideDovecot(t: TestContext): boolean {
  if (!existsSync(DOVECOT) && existsSync("/usr/bin/apt-get")) {
    const [program = "sh", ...prefix] = process.getuid?.() === 0 ? ["sh"] : ["sudo", "-n", "sh"];
    spawnSync(program, [...prefix, "-c", INSTALL], {
      stdio: "ignore",
      timeout: PATIENCE,
      killSignal: "SIGKILL",
    });
  }
  const message = "there is no dovecot, and none could be installed (Debian: dovecot-imapd)";
  if (existsSync(DOVECOT)) return true;
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED: "${t.name}" proves nothing here: ${message}`);
  t.skip(message);
  return false;
}

/** An IMAP server of its own, with one mailbox; the password is "secret". */
export interface Dovecot {
  port: number;
  /** For imaps; nobody listens there without a certificate. */
  securePort: number;
  user: string;
  /** Ends it as if the machine had died. */
  kill(): Promise<void>;
  /** Starts it again on the same mailbox and port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const nameOf = (option: string): string => String(spawnSync("id", [option]).stdout).trim();

/** As root it gives its rights away to the people of its package, and the mail to nobody; as anybody else it stays who it is. */
const isRoot = process.getuid?.() === 0;
const [owner, group] = isRoot ? ["nobody", "nogroup"] : [nameOf("-un"), nameOf("-gn")];
const people = isRoot
  ? ""
  : `default_login_user = ${owner}\ndefault_internal_user = ${owner}\ndefault_internal_group = ${group}`;

interface Ports {
  port: number;
  /** 0: none. */
  securePort: number;
}

const configuration = (home: string, { port, securePort }: Ports): string => `
base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/log
protocols = imap
listen = 127.0.0.1
ssl = ${securePort > 0 ? `yes\nssl_cert = <${home}/cert.pem\nssl_key = <${home}/key.pem` : "no"}
disable_plaintext_auth = no
auth_failure_delay = 0
${people}
first_valid_uid = 0
mail_location = maildir:${home}/mail
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${owner} gid=${group} home=${home}
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${securePort}
    ssl = yes
  }
}
service anvil {
  chroot =
}
`;

/**
 * Starts one in a folder of its own.
 * @param certificate with it, it speaks imaps too
 * @throws Error where it does not answer
 */
export async function dovecot(certificate?: TestCertificate): Promise<Dovecot> {
  const home = await mkdtemp(path.join(os.tmpdir(), "repute-dovecot-"));
  await chmod(home, 0o755);
  for (const name of ["run", "state", "mail"]) await mkdir(path.join(home, name));
  if (isRoot) spawnSync("chown", [`${owner}:${group}`, path.join(home, "mail")]);
  const port = await freePort();
  const securePort = certificate ? await freePort() : 0;
  const file = path.join(home, "dovecot.conf");
  await writeFile(file, configuration(home, { port, securePort }));
  if (certificate) {
    await writeFile(path.join(home, "cert.pem"), certificate.cert);
    await writeFile(path.join(home, "key.pem"), certificate.key, { mode: 0o600 });
  }
  let running = await run(file, port);
  return {
    ...{ port, securePort },
    user: "reports",
    async kill() {
      await ended(running, "SIGKILL");
      await rm(path.join(home, "run/master.pid"), { force: true });
    },
    async start() {
      running = await run(file, port);
    },
    async close() {
      await ended(running, "SIGTERM");
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function run(file: string, port: number) {
  const child = spawn(DOVECOT, ["-F", "-c", file], { stdio: "ignore" });
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await setTimeout(50)) {
    if (child.exitCode !== null) break;
    if (await answers(port)) return child;
  }
  child.kill("SIGKILL");
  throw new Error("dovecot does not answer");
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("data", () => {
      resolve(true);
      socket.destroy();
    });
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
  });
}

async function ended(child: ReturnType<typeof spawn>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}
