//! The only way to register a page or an act: with its stated access. Closed by default.
use std::marker::PhantomData;
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, Request};
use axum::handler::Handler;
use axum::http::Method;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use crate::Error;
use crate::auth::Actor;

/// Who may come in. `P` is the application's permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access<P> {
    /// Anyone, without an account.
    Public,
    /// Anyone logged in, also while the first password or the second factor is still due.
    Arriving,
    /// Anyone logged in for good.
    SignedIn,
    /// Whoever holds this permission in some relation; the handler checks the relation to the object.
    May(P),
}

/// One registered route, for the table in the docs and for the test that calls them all.
#[derive(Clone, Debug)]
pub struct RouteEntry<P> {
    /// GET or POST.
    pub method: Method,
    /// Path pattern.
    pub path: &'static str,
    /// Who may come in.
    pub access: Access<P>,
}

/// Decides whether an actor holds a permission in some relation.
pub type Allows<P> = fn(&Actor, P) -> bool;

/// Routes under construction.
pub struct Routes<S, P> {
    router: Router<S>,
    entries: Vec<RouteEntry<P>>,
    allows: Allows<P>,
    state: PhantomData<S>,
}

impl<S, P> Routes<S, P>
where
    S: Clone + Send + Sync + 'static,
    P: Copy + Send + Sync + 'static,
{
    /// No routes yet; `allows` is the application's policy table.
    #[must_use]
    pub fn new(allows: Allows<P>) -> Self {
        Self { router: Router::new(), entries: Vec::new(), allows, state: PhantomData }
    }

    /// A page. It changes nothing.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, access: Access<P>, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add(Method::GET, path, access, get(handler))
    }

    /// An act.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, access: Access<P>, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add(Method::POST, path, access, post(handler))
    }

    fn add(mut self, method: Method, path: &'static str, access: Access<P>, route: MethodRouter<S>) -> Self {
        let allows = self.allows;
        let guarded = route.layer(from_fn(move |request: Request, next: Next| async move {
            match refuse(access, allows, &request) {
                Some(refusal) => refusal.into_response(),
                None => next.run(request).await,
            }
        }));
        self.router = self.router.route(path, guarded);
        self.entries.push(RouteEntry { method, path, access });
        self
    }

    /// Adds a module's routes.
    #[must_use]
    pub fn with(self, module: impl FnOnce(Self) -> Self) -> Self {
        module(self)
    }

    /// What was registered.
    #[must_use]
    pub fn entries(&self) -> &[RouteEntry<P>] {
        &self.entries
    }

    /// The router, all routes guarded.
    pub fn into_router(self) -> Router<S> {
        self.router
    }
}

fn refuse<P: Copy>(access: Access<P>, allows: Allows<P>, request: &Request) -> Option<Error> {
    if matches!(access, Access::Public) {
        return None;
    }
    let Some(actor) = request.extensions().get::<Arc<Actor>>() else {
        let next = if request.method() == Method::GET { request.uri().path() } else { "/" };
        return Some(Error::LogIn(if next == "/" { "/login".into() } else { format!("/login?next={next}") }));
    };
    if matches!(access, Access::Arriving) {
        return None;
    }
    if actor.totp_enrolled && !actor.totp_passed {
        return Some(Error::LogIn("/login/code".into()));
    }
    if actor.must_change_password {
        return Some(Error::LogIn("/account/password".into()));
    }
    if actor.must_enrol {
        return Some(Error::LogIn("/account/second-factor".into()));
    }
    match access {
        Access::May(permission) if !allows(actor, permission) => {
            Some(Error::Forbidden("您的身份不能打开这一页。需要的话请联系系统管理员。".into()))
        }
        _ => None,
    }
}

/// The person of the request, as an argument of a handler.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Arc<Actor>);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Response> {
        match parts.extensions.get::<Arc<Actor>>() {
            Some(actor) => Ok(Self(actor.clone())),
            None => Err(Error::LogIn("/login".into()).into_response()),
        }
    }
}
