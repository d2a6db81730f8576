import { serviceWelsh } from './cy-service.ts'
import { serviceEnglish } from './en-service.ts'
import type { ServiceMessages } from './service-messages.ts'

const byLanguage: Record<string, ServiceMessages> = { cy: serviceWelsh, en: serviceEnglish }

/** The words of the service's pages in a language (BCP 47), in English where the language has none of its own yet. */
export function serviceMessages(language: string): ServiceMessages {
  const primary = language.toLowerCase().split('-')[0] ?? ''
  return byLanguage[primary] ?? serviceEnglish
}
