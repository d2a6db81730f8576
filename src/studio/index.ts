export { startDevServer } from './dev-server.ts'
export type { DevServer, DevServerOptions } from './dev-server.ts'
export { findAuthored } from './find-authored.ts'
