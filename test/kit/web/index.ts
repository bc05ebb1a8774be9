export { type WebForProduct, openWebForProduct } from './for-product.ts'
export { type TestWeb, openTestWeb, publicAddress } from './test-web.ts'
