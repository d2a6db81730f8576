export { createServer } from './create-server.ts'
export type { TidingsServer } from './create-server.ts'
export type { Notice, ServerOptions } from './service.ts'
