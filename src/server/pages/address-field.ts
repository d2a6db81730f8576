import { markup, type Html } from '../html.ts'

/** What the field says; joining and signing in have words of their own. */
interface AddressWords {
  address: string
  addressHint: string
  badAddress: string
}

/** The field for an e-mail address, with what was typed; an address that cannot be one is said to be so beside it. */
export function addressField(words: AddressWords, typed: string, isBad: boolean): Html {
  return markup`<div class="field">
        <label for="address">${words.address}</label>
        <p class="hint" id="address-hint">${words.addressHint}</p>
        ${isBad && markup`<p class="error" id="address-error" role="alert">${words.badAddress}</p>`}
        <input
          type="email"
          id="address"
          name="address"
          value="${typed}"
          autocomplete="email"
          required
          maxlength="254"
          ${describedBy(isBad)}>
      </div>`
}

function describedBy(isBad: boolean): Html {
  return isBad
    ? markup` aria-invalid="true" aria-describedby="address-error address-hint" autofocus`
    : markup` aria-describedby="address-hint"`
}
