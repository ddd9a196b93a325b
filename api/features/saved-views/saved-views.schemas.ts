import { z } from '@hono/zod-openapi';
import { instant } from '#api/platform/http.ts';

const PAGE_LENGTH_MAX = 64;
const NAME_LENGTH_MAX = 80;
const QUERY_LENGTH_MAX = 8000;

/** A page of ours and nothing else: a view must not lead anywhere else. */
const pagePath = z
	.string()
	.max(PAGE_LENGTH_MAX)
	.regex(/^\/(?:[a-z0-9-]+(?:\/[a-z0-9-]+)*)?$/, 'must be the path of a page, such as /terminals')
	.openapi({ description: 'Path of the page', example: '/terminals' });

const name = z.string().trim().min(1).max(NAME_LENGTH_MAX);
const query = z
	.string()
	.max(QUERY_LENGTH_MAX)
	.regex(/^[^?#\s\u0000]*$/, 'must be the query of an address, encoded, without the question mark')
	.openapi({ description: 'Query of the page’s address, without the question mark', example: 'state=abnormal' });

export const viewsQuery = z.object({
	page: pagePath.optional().openapi({ description: 'Only views of this page' })
});

export const newView = z.strictObject({ page: pagePath, name, query, isShared: z.boolean().default(false) });

export const viewChange = z
	.strictObject({ name, query, isShared: z.boolean() })
	.partial()
	.refine((change) => Object.keys(change).length > 0, 'must change something');

export const viewParams = z.object({ viewId: z.uuid() });

export const viewAnswer = z
	.object({
		viewId: z.string(),
		page: z.string(),
		name: z.string(),
		query: z.string(),
		isShared: z.boolean(),
		isOwn: z.boolean(),
		ownerName: z.string(),
		changedAt: instant
	})
	.openapi('SavedView');

export const viewsAnswer = z.object({ items: z.array(viewAnswer) }).openapi('SavedViews');
