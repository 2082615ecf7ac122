/** Work accounts of Harbour Systems in the demonstration, by their role. */
export const GLOBAL_ADMIN = 'eleanor.whitcombe@harbour.example';
export const PARTNER_ADMIN = 'amara.okafor@harbour.example';
export const ACCOUNT_ADMIN = 'viktor.petrov@harbour.example';
export const EXECUTIVE = 'yuki.nakamura@harbour.example';
export const REPORT_VIEWER = 'dmytro.melnyk@harbour.example';

/** For `signedIn`: the page may write to the clipboard, and the test may read it. */
export const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };
