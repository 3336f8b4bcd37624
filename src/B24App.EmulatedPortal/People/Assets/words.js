import ru from './words-ru.js';
import en from './words-en.js';

let words = en;
let language = 'en';

export function speak(code) {
  language = code === 'ru' ? 'ru' : 'en';
  words = language === 'ru' ? ru : en;
}

export function t(key, ...values) {
  return words[key].replace(/\{(\d)\}/g, (_, at) => values[at]);
}

export function counted(key, count) {
  const form = new Intl.PluralRules(language).select(count);
  const forms = words[key].split('|');
  const at = language === 'ru' ? { one: 0, few: 1 }[form] ?? 2 : form === 'one' ? 0 : 1;
  return forms[at].replace('{0}', count);
}

const part = (options, date) => new Intl.DateTimeFormat(language, options).format(date);

export function moment(iso, now) {
  const date = new Date(iso);
  if (!iso || Number.isNaN(date.getTime())) return '';
  const day = value => new Date(value).setHours(0, 0, 0, 0);
  const days = Math.round((day(date) - day(now)) / 86400000);
  const time = part({ hour: 'numeric', minute: '2-digit' }, date);
  if (days === 0) return t('today', time);
  if (days === -1) return t('yesterday', time);
  if (days === 1) return t('tomorrow', time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return part(sameYear ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' }, date) + ', ' + time;
}

export function exactMoment(iso) {
  const date = new Date(iso);
  return !iso || Number.isNaN(date.getTime()) ? '' : part({ dateStyle: 'full', timeStyle: 'medium' }, date);
}
