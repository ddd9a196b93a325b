// Which facts a fee is charged on: what compares fees and what checks the comparison must mean the same.
import { scopeIndex } from '#lib/domain/scopes.ts';
import { TRANSACTION_TYPES } from '#lib/domain/transactions.ts';

const CHARGED_TYPES = (['sale', 'preauth_completion'] as const).map((type) => TRANSACTION_TYPES.indexOf(type));
const APPROVED = (['approved', 'approved_check'] as const).map(scopeIndex);

/** Money moved towards the merchant. A condition on rows of txn under this name, as the others here. */
const isEarned = (fact: string) =>
	`${fact}.type in (${CHARGED_TYPES.join(', ')}) and ${fact}.scope in (${APPROVED.join(', ')})`;

/** And the sender said what it cost. */
export const isCharged = (fact: string) =>
	`${isEarned(fact)} and ${fact}.fee_minor is not null and ${fact}.product is not null`;

/** Or did not say enough to tell what it should have cost. */
export const isUntold = (fact: string) =>
	`${isEarned(fact)} and (${fact}.fee_minor is null or ${fact}.product is null)`;
