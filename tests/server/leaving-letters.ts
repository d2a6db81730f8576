/** A letter that asks to leave; `fields` replace or add to its head. */
export function leavingLetter(to: string, fields: Record<string, string> = {}): string {
  const head: Record<string, string> = {
    'Return-Path': '<sam@example.org>',
    'Delivered-To': to,
    From: 'Sam Sample <sam@example.org>',
    To: to,
    Subject: 'unsubscribe',
    Date: 'Mon, 23 Nov 2026 11:00:00 +0000',
    'Message-ID': `<${to.length}.${fields['Subject'] ?? ''}@example.org>`,
    ...fields,
  }
  const lines = Object.entries(head).filter(([, value]) => value !== '')
  return `${lines.map(([name, value]) => `${name}: ${value}\n`).join('')}\nPlease take me off the list.\n`
}
