export { AnswerTooLarge, carry, NoAnswer, type Carried, type Sending } from './carry.js';
