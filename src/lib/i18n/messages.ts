// The one door to what is written on screen; the library behind it can be exchanged here.
export { m } from './paraglide/messages.js';
export { getLocale, locales, setLocale, type Locale } from './paraglide/runtime.js';
