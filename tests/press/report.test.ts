import { describe, expect, it } from 'vitest'
import { reportSchema } from '../../src/press/report-schema.ts'
import { makeWorkspace } from './workspace-fixture.ts'

describe('out/report.json', () => {
  it('is what its schema says', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const report = reportSchema.parse(JSON.parse(workspace.read('out/report.json')))
    expect(report.articles.length).toBeGreaterThan(0)
    expect(report.issues.length).toBeGreaterThan(0)
  })

  it('cuts each mention out of its article', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const report = reportSchema.parse(JSON.parse(workspace.read('out/report.json')))
    const mentions = report.articles.flatMap(({ file, mentions }) =>
      mentions.map((mention) => ({ file, ...mention })),
    )
    expect(mentions.length).toBeGreaterThan(0)
    for (const { file, line, column, endLine, endColumn, text } of mentions) {
      const row = workspace.read(file).split('\n')[line - 1] ?? ''
      expect(endLine).toBe(line)
      expect(row.slice(column - 1, endColumn - 1)).toBe(text)
    }
  })
})
