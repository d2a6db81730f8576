/** A length with at most one place: the same bytes wherever it is computed. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10 || 0)
}
