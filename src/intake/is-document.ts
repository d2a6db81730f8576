/** Whether a file's first bytes are those of a Word document (a zip archive) or a web page, and not of plain text. */
export function isDocument(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString(
    'latin1',
  )
  return (
    head.startsWith('PK\x03\x04') ||
    /^(?:\xEF\xBB\xBF)?\s*<(?:!doctype html|\?xml|html|head|body|meta|table)\b/i.test(head)
  )
}
