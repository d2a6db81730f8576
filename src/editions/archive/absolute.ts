import type { Settings } from '../../model/settings.ts'

/** A whole address from one that counts from the archive's root; one that is whole stays. */
export function absolute({ baseUrl }: Pick<Settings, 'baseUrl'>, address: string): string {
  return new URL(address, `${baseUrl}/`).href
}
