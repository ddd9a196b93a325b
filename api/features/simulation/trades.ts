import type { MerchantRecord } from './records.ts';

/** What a trade's customers do: when they come, what they spend, how they pay. */
export interface Trade {
	readonly key: string;
	readonly mcc: string;
	readonly feeClass: MerchantRecord['feeClass'];
	/** Share of the demo's merchants, relative to the others. */
	readonly weight: number;
	/** Endings of shop names; the invented first part comes from `SHOP_NAMES`. */
	readonly nameEndings: readonly string[];
	/** Hours of opening and closing that shops of the trade keep; 0 and 24 is open all day. */
	readonly opens: readonly number[];
	readonly closes: readonly number[];
	/** How busy each hour of the day is, relative to the others. */
	readonly hours: readonly number[];
	/** How busy each weekday is, Sunday first; 1 is an average day. */
	readonly weekdays: readonly number[];
	/** How busy each month is, January first. */
	readonly months: readonly number[];
	readonly newYearFactor: number;
	readonly goldenWeekFactor: number;
	/** Sales of an average terminal on an average day. */
	readonly salesPerDay: number;
	readonly terminalsMax: number;
	readonly ticketMedianMinor: number;
	readonly ticketSigma: number;
	/** Tickets are multiples of this: cents at a supermarket, whole yuan at a restaurant. */
	readonly ticketStepMinor: number;
	/** Shares of credit, debit, prepaid, foreign and QR, in the order of PRODUCTS. */
	readonly products: readonly [number, number, number, number, number];
	readonly preauthShare: number;
	readonly refundShare: number;
}

const SHOP_HOURS = [0, 0, 0, 0, 0, 0, 0.2, 1, 3, 5, 6, 6, 5, 4.5, 5, 5.5, 6, 7, 8, 8, 7, 4, 1.5, 0.3];
const MEAL_HOURS = [0.6, 0.2, 0.1, 0, 0, 0.2, 1, 2, 1.5, 1, 2.5, 8, 9, 4, 1.5, 1.2, 2.5, 7, 10, 8, 5, 3, 2, 1.2];
const ROUND_THE_CLOCK = [1.5, 1, 0.7, 0.5, 0.5, 0.8, 2, 5, 5.5, 5, 5, 5.5, 6, 5, 5, 5.5, 6, 7, 7, 6, 5, 4.5, 3.5, 2.5];
const HOTEL_HOURS = [1.5, 0.8, 0.4, 0.2, 0.2, 0.4, 1, 3, 4, 4, 4, 5, 6, 5, 6, 6, 6, 6, 6, 5, 5, 4, 3.5, 2.5];
const CLINIC_HOURS = [0.3, 0.2, 0.2, 0.1, 0.1, 0.3, 1, 6, 10, 10, 9, 5, 2, 5, 8, 8, 6, 3, 1.5, 1.5, 1, 0.8, 0.5, 0.4];

const EVERY_DAY = [1, 1, 1, 1, 1, 1, 1];
const SHOP_WEEK = [1.25, 0.85, 0.85, 0.88, 0.92, 1.05, 1.3];
const OFFICE_WEEK = [0.6, 1.2, 1.1, 1.1, 1.1, 1.1, 0.8];
const EVERY_MONTH = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
const SHOP_YEAR = [1.25, 0.95, 0.92, 0.95, 1.02, 1, 0.96, 0.97, 1.02, 1.05, 1.02, 1.12];
const TRAVEL_YEAR = [0.8, 0.95, 0.9, 1.02, 1.08, 1, 1.25, 1.25, 0.98, 1.15, 0.85, 0.8];

const MOST_TRADES = {
	feeClass: 'standard',
	opens: [8.5, 9, 9.5, 10],
	closes: [20, 21, 21.5, 22],
	hours: SHOP_HOURS,
	weekdays: SHOP_WEEK,
	months: SHOP_YEAR,
	newYearFactor: 0.6,
	goldenWeekFactor: 1.2,
	terminalsMax: 3,
	ticketStepMinor: 100,
	products: [27, 22, 3, 1, 47],
	preauthShare: 0,
	refundShare: 0.006
} as const;

export const TRADES: readonly Trade[] = [
	{
		...MOST_TRADES,
		key: 'supermarket',
		mcc: '5411',
		feeClass: 'preferential',
		weight: 14,
		nameEndings: ['超市', '生鲜超市', '购物广场', '仓储超市'],
		opens: [7, 7.5, 8],
		closes: [21.5, 22, 22.5],
		newYearFactor: 1.1,
		salesPerDay: 24,
		terminalsMax: 9,
		ticketMedianMinor: 6800,
		ticketSigma: 0.85,
		ticketStepMinor: 1,
		products: [22, 26, 6, 0.3, 45.7]
	},
	{
		...MOST_TRADES,
		key: 'convenience',
		mcc: '5499',
		weight: 13,
		nameEndings: ['便利店', '烟酒店', '水果店', '食杂店'],
		opens: [0, 6.5, 7],
		closes: [24, 23, 23.5],
		hours: ROUND_THE_CLOCK,
		weekdays: EVERY_DAY,
		salesPerDay: 17,
		terminalsMax: 1,
		ticketMedianMinor: 2300,
		ticketSigma: 0.8,
		ticketStepMinor: 10,
		products: [11, 15, 3, 0.2, 70.8]
	},
	{
		...MOST_TRADES,
		key: 'restaurant',
		mcc: '5812',
		weight: 20,
		nameEndings: ['酒楼', '火锅店', '家常菜馆', '海鲜酒家', '私房菜'],
		opens: [9.5, 10, 10.5],
		closes: [21.5, 22, 23],
		hours: MEAL_HOURS,
		newYearFactor: 1.15,
		goldenWeekFactor: 1.35,
		salesPerDay: 13,
		ticketMedianMinor: 18_800,
		ticketSigma: 0.75,
		products: [30, 19, 2, 1.5, 47.5]
	},
	{
		...MOST_TRADES,
		key: 'fast_food',
		mcc: '5814',
		weight: 10,
		nameEndings: ['快餐店', '面馆', '茶饮店', '早餐铺'],
		opens: [6.5, 7, 9],
		closes: [20.5, 21, 22],
		hours: MEAL_HOURS,
		weekdays: OFFICE_WEEK,
		salesPerDay: 18,
		terminalsMax: 2,
		ticketMedianMinor: 2800,
		ticketSigma: 0.5,
		ticketStepMinor: 50,
		products: [9, 12, 2, 0.5, 76.5]
	},
	{
		...MOST_TRADES,
		key: 'hotel',
		mcc: '7011',
		weight: 7,
		nameEndings: ['大酒店', '宾馆', '度假酒店', '客栈'],
		opens: [0],
		closes: [24],
		hours: HOTEL_HOURS,
		weekdays: [0.9, 0.9, 0.9, 0.95, 1.05, 1.25, 1.05],
		months: TRAVEL_YEAR,
		newYearFactor: 0.9,
		goldenWeekFactor: 1.6,
		salesPerDay: 11,
		ticketMedianMinor: 42_000,
		ticketSigma: 0.7,
		products: [52, 18, 1, 6, 23],
		preauthShare: 0.34,
		refundShare: 0.012
	},
	{
		...MOST_TRADES,
		key: 'clothing',
		mcc: '5651',
		weight: 12,
		nameEndings: ['服饰店', '童装店', '男装店', '女装店'],
		weekdays: [1.5, 0.75, 0.75, 0.78, 0.85, 1.05, 1.5],
		goldenWeekFactor: 1.5,
		salesPerDay: 8,
		terminalsMax: 2,
		ticketMedianMinor: 26_900,
		ticketSigma: 0.7,
		products: [36, 20, 4, 1.5, 38.5],
		refundShare: 0.03
	},
	{
		...MOST_TRADES,
		key: 'electronics',
		mcc: '5732',
		weight: 5,
		nameEndings: ['数码店', '电器商行', '手机专卖店'],
		salesPerDay: 6,
		ticketMedianMinor: 129_900,
		ticketSigma: 1,
		products: [46, 24, 1, 1, 28],
		refundShare: 0.015
	},
	{
		...MOST_TRADES,
		key: 'jewellery',
		mcc: '5944',
		weight: 3,
		nameEndings: ['珠宝行', '金店'],
		weekdays: [1.5, 0.75, 0.75, 0.78, 0.85, 1.05, 1.5],
		newYearFactor: 1,
		goldenWeekFactor: 1.8,
		salesPerDay: 4,
		terminalsMax: 2,
		ticketMedianMinor: 380_000,
		ticketSigma: 0.9,
		products: [49, 36, 1, 2, 12]
	},
	{
		...MOST_TRADES,
		key: 'pharmacy',
		mcc: '5912',
		weight: 6,
		nameEndings: ['大药房', '药店'],
		opens: [8, 8.5],
		closes: [21, 21.5, 22],
		weekdays: EVERY_DAY,
		newYearFactor: 0.9,
		goldenWeekFactor: 0.9,
		salesPerDay: 12,
		terminalsMax: 2,
		ticketMedianMinor: 6200,
		ticketSigma: 0.8,
		ticketStepMinor: 10,
		products: [16, 32, 4, 0.2, 47.8]
	},
	{
		...MOST_TRADES,
		key: 'fuel',
		mcc: '5541',
		feeClass: 'preferential',
		weight: 4,
		nameEndings: ['加油站'],
		opens: [0],
		closes: [24],
		hours: ROUND_THE_CLOCK,
		weekdays: EVERY_DAY,
		months: TRAVEL_YEAR,
		goldenWeekFactor: 1.4,
		salesPerDay: 26,
		terminalsMax: 4,
		ticketMedianMinor: 30_000,
		ticketSigma: 0.35,
		ticketStepMinor: 1000,
		products: [28, 28, 12, 0.2, 31.8]
	},
	{
		...MOST_TRADES,
		key: 'clinic',
		mcc: '8062',
		feeClass: 'exempt',
		weight: 3,
		nameEndings: ['社区医院', '综合门诊部'],
		opens: [0, 7.5],
		closes: [24, 17.5],
		hours: CLINIC_HOURS,
		weekdays: OFFICE_WEEK,
		months: EVERY_MONTH,
		goldenWeekFactor: 0.6,
		salesPerDay: 22,
		terminalsMax: 6,
		ticketMedianMinor: 16_500,
		ticketSigma: 1.1,
		ticketStepMinor: 1,
		products: [20, 41, 2, 0.2, 36.8],
		refundShare: 0.02
	},
	{
		...MOST_TRADES,
		key: 'beauty',
		mcc: '7230',
		weight: 6,
		nameEndings: ['美发沙龙', '美容会所', '理发店'],
		opens: [9.5, 10],
		closes: [21, 21.5, 22],
		newYearFactor: 0.4,
		salesPerDay: 6,
		terminalsMax: 1,
		ticketMedianMinor: 12_800,
		ticketSigma: 0.9,
		products: [31, 22, 1, 0.3, 45.7]
	}
];

/** First parts of shop names: auspicious words and plants, put together by chance; no shop of that name is meant. */
export const SHOP_NAMES: readonly string[] =
	'福满 悦来 鑫源 禾丰 云栖 和顺 百合 青禾 望湖 瑞祥 春华 秋实 金穗 银杏 海棠 梧桐 竹里 松月 溪畔 江城 老街 鼎盛 聚贤 同心 万顺 吉庆 安康 南风 北塘 东篱 西岭 听雨 观澜 朝阳里 小满 谷雨 白鹭 锦绣 如意 乐家'.split(
		' '
	);
