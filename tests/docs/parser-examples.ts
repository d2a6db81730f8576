import { writeFileSync } from 'node:fs'
import type { Diagnostic, RuleId } from '../../src/diagnostics/index.ts'
import { check } from '../../src/press/index.ts'
import { runCli } from '../press/workspace-fixture.ts'
import type { CodedExample } from './coded-examples.ts'
import type { TemporaryWorkspace } from './temporary-workspace.ts'

/** What `tidings check` finds where the native parser's library is this file. */
async function checkedWith(library: string, { root }: TemporaryWorkspace): Promise<Diagnostic[]> {
  const env = { NAPI_RS_NATIVE_LIBRARY_PATH: library }
  const { stdout } = await runCli(['check', '--json', '--workspace', root], { env })
  return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics
}

const asItIs: CodedExample['fix'] = async ({ root }) => (await check({ root })).diagnostics

/** Findings about the native parser: of a machine that has none, and of one whose parser breaks. */
export const parserExamples: Partial<Record<RuleId, CodedExample>> = {
  'press/no-native-parser': {
    file: 'tidings.yaml',
    example: (workspace) => checkedWith(workspace.path('none.node'), workspace),
    fix: asItIs,
  },
  'articles/native-parser-failed': {
    file: 'articles/welcome.md',
    example: (workspace) => {
      const library = workspace.path('broken.cjs')
      writeFileSync(library, "exports.createMdastHandle = () => { throw new Error('index out of bounds') }\n")
      return checkedWith(library, workspace)
    },
    fix: asItIs,
  },
}
