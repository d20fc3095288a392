export { carry, NoAnswer, type Carried, type Sending } from './carry.js';
