/** Rules of `src/delivery/`: id → severity and way out. */
export const deliveryRules = {} as const
