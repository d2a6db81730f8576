/** What text needs on what is behind it (WCAG 2.2, 1.4.3). */
export const leastContrast = 4.5

/** The contrast of two colours, each as `#abc` or `#aabbcc`, as WCAG defines it: from 1 to 21. */
export function contrast(first: string, second: string): number {
  const [lighter = 1, darker = 1] = [luminance(first), luminance(second)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** `#abc` and `#aabbcc` as three numbers from 0 to 255. */
export function channels(colour: string): number[] {
  const digits = colour.slice(1)
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  return [0, 2, 4].map((start) => Number.parseInt(full.slice(start, start + 2), 16))
}
