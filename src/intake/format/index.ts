/** The door to what a file is: for who would otherwise wait for the readers of documents to be told that it is none. */
export { isDocument } from '../document-format.ts'
