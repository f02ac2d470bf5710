import { once } from "node:events";
import { createServer, type Socket } from "node:net";

export type ReceivedMail = { to: string; subject: string; text: string; html: string };

/** A mail server on a free port that keeps what it is sent: enough of SMTP (RFC 5321) for a real client. */
export async function startMailServer() {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  const server = createServer((socket) => {
    sockets.add(socket.on("close", () => sockets.delete(socket)).on("error", () => undefined));
    converse(socket, (mail) => {
      mails.push(mail);
      for (const wake of waiting.splice(0)) wake();
    });
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  const { port } = address;
  async function close() {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    /** The next mail to an address that has not been taken yet. */
    async mailTo(to: string): Promise<ReceivedMail> {
      const deadline = Date.now() + 15_000;
      for (;;) {
        const index = mails.findIndex((mail) => mail.to === to);
        const [found] = index < 0 ? [] : mails.splice(index, 1);
        if (found) return found;
        if (Date.now() > deadline) throw new Error(`no mail to ${to}`);
        await Promise.race([
          new Promise<void>((resolve) => waiting.push(resolve)),
          new Promise((resolve) => setTimeout(resolve, 500)),
        ]);
      }
    },
    close,
    /** Listens again, on the same port, after `close`. */
    open: () => listen(port),
  };
}

function converse(socket: Socket, onMail: (mail: ReceivedMail) => void): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let buffer = "";
  let to = "";
  let isData = false;
  socket.setEncoding("latin1");
  say("220 test ESMTP");
  socket.on("data", (chunk) => {
    buffer += chunk;
    for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
      if (isData) {
        const last = buffer.startsWith(".\r\n") ? 0 : buffer.indexOf("\r\n.\r\n") + 2;
        if (last === 1) return;
        onMail(readMail(to, buffer.slice(0, last).replaceAll("\r\n..", "\r\n.")));
        buffer = buffer.slice(last + 3);
        isData = false;
        say("250 kept");
        continue;
      }
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      to = /^RCPT TO:<(.+?)>/i.exec(line)?.[1] ?? to;
      isData = /^DATA/i.test(line);
      if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
      else say(isData ? "354 go on" : "250 ok");
    }
  });
}

function readMail(to: string, raw: string): ReceivedMail {
  const { headers, body } = split(raw);
  const boundary = /boundary="(.+?)"/.exec(headers)?.[1] ?? "";
  const parts = body.split(`--${boundary}`).map((part) => split(part.replace(/^\r\n/, "")));
  const partOf = (type: string) => {
    const part = parts.find((candidate) => candidate.headers.includes(type));
    return part ? decode(part) : "";
  };
  const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/im.exec(headers)?.[1] ?? "";
  return { to, subject: decodeWords(subject), text: partOf("text/plain"), html: partOf("text/html") };
}

function split(raw: string): { headers: string; body: string } {
  const end = raw.indexOf("\r\n\r\n");
  return { headers: raw.slice(0, end), body: raw.slice(end + 4) };
}

function decode({ headers, body }: { headers: string; body: string }): string {
  if (/base64/i.test(headers)) return Buffer.from(body, "base64").toString("utf8");
  if (!/quoted-printable/i.test(headers)) return Buffer.from(body, "latin1").toString("utf8");
  return unquote(body.replaceAll("=\r\n", ""));
}

/** RFC 2047: a subject outside ASCII. */
function decodeWords(subject: string): string {
  return subject
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how: string, text: string) =>
      how.toLowerCase() === "b"
        ? Buffer.from(text, "base64").toString("utf8")
        : unquote(text.replaceAll("_", " ")),
    );
}

function unquote(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString("utf8");
}
