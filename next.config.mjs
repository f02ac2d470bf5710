import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./app/_i18n/request.ts");

/** Cross-origin isolation gives onnxruntime-web its threads; sign-in uses redirects, since pop-ups break under it. */
const SECURITY_HEADERS = [
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Embedder-Policy", value: "require-corp" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

/** @type {import("next").NextConfig} */
const config = {
  distDir: process.env.ATELIER_DIST ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm test` checks types; a first start on a person's machine need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  images: { localPatterns: [] },
  serverExternalPackages: [
    "@node-rs/argon2",
    "pg-boss",
    "pino",
    "postgres",
    "sharp",
    "nodemailer",
    "rate-limiter-flexible",
    "yauzl",
    "yazl",
    "iconv-lite",
  ],
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
};

export default withNextIntl(config);
