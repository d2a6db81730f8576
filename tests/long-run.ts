/** Whether each test is to go as far as it can: `npm run test:long`. The usual run tries less of the same. */
export const isLongRun = process.env['LONG_RUN'] === 'full'
