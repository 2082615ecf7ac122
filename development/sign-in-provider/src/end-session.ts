import type { KoaContextWithOIDC } from 'oidc-provider';

/**
 * Ends the session of a browser and leads it back, without the page that asks first: these accounts are for
 * demonstration. The library has checked the address before.
 */
export async function endSessionAtOnce(ctx: KoaContextWithOIDC): Promise<void> {
  const { session, params, issuer } = ctx.oidc;
  const back = params?.post_logout_redirect_uri;
  await session?.destroy();
  ctx.status = 303;
  ctx.redirect(typeof back === 'string' ? back : `${issuer}/session/end/success`);
}
