import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { startSmtpServer, type SmtpServer, type SmtpServerOptions } from '../delivery/smtp-server.ts'
import { copyOf, type Workspace } from '../press/workspace-fixture.ts'
import { makeSendWorkspace, settingsFor } from './send-workspace.ts'

/** What a test of a send begins with. */
export interface GivenSend {
  /** With an issue that was built, and three members. */
  workspace: Workspace
  /** The mail server that its settings name. */
  server: SmtpServer
  /** Takes another server, and a new workspace with it. */
  open: (options?: SmtpServerOptions) => Promise<void>
}

/** Makes for each test of the file what it begins with, and ends it. */
export function givenASend(): GivenSend {
  let prepared: Workspace
  const given = {
    open: async (options = {}) => {
      await given.server?.close()
      given.server = await startSmtpServer(options)
      given.workspace = copyOf(prepared)
      given.workspace.write('tidings.yaml', settingsFor(given.server.port))
    },
  } as GivenSend
  beforeAll(async () => {
    prepared = await makeSendWorkspace(
      '1,ann@example.org,Ann Example,Wales',
      '2,bob@example.net,"Bob ""B"" Ågren",England',
      '3,carys@example.org,,Wales',
    )
  })
  beforeEach(() => given.open())
  afterEach(async () => {
    vi.restoreAllMocks()
    await given.server.close()
  })
  return given
}
