//! The whole application as one router: modules' routes, then what holds for all of them.
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::{Actor, COOKIE, resolve};
use lvzhi_platform::errors::ErrorSentence;
use lvzhi_platform::routes::{Access, Routes};
use maud::html;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use lvzhi_access as access;
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::form::Sent;
use lvzhi_shell::frame::{Frame, POLICY, cookie, is_fragment};
use lvzhi_shell::policy::allows;
use lvzhi_shell::register::{Pages, Register};
use lvzhi_ui as ui;

const PERSONAL: HeaderValue = HeaderValue::from_static("private, no-store");

/// Every route with its access.
#[must_use]
pub fn routes(register: &Register) -> AppRoutes {
    let own = Routes::new(allows as fn(&_, _) -> _)
        .get("/healthz", Access::Public, health)
        .get("/assets/{name}", Access::Public, asset)
        .get("/complaints", Access::Public, complaints)
        .get("/kit", Access::Public, kit);
    register.all::<Pages>().iter().fold(own, |routes, pages| routes.with(pages.0))
}

/// The application, ready to serve.
pub fn router(app: App) -> Router {
    let any = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(
            header::HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    routes(&app.register)
        .into_router()
        .fallback(missing)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), dress))
        .layer(from_fn_with_state(app.clone(), keep_form))
        .layer(from_fn_with_state(app.clone(), recognise))
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(app.config.upload_limit + (64 << 10)))
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, PERSONAL))
        .layer(SetResponseHeaderLayer::if_not_present(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(any("x-content-type-options", "nosniff"))
        .layer(any("referrer-policy", "same-origin"))
        .layer(any("cross-origin-opener-policy", "same-origin"))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(SizeAbove::new(1024))))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(60)))
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}

/// Reads the session and the display settings.
async fn recognise(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if let Some(redirect) = remember_display(&request) {
        return redirect;
    }
    if let Some(token) = cookie(request.headers(), COOKIE) {
        match resolve(&app.db, &token, app.clock.now()).await {
            Ok(Some(mut actor)) => {
                actor.must_enrol = access::must_enrol(&app, &actor);
                request.extensions_mut().insert(Arc::new(actor));
            }
            Ok(None) => {}
            Err(error) => return error.into_response(),
        }
    }
    next.run(request).await
}

/// What somebody sends whose session has ended comes with him through the login.
async fn keep_form(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_stranger = request.extensions().get::<Arc<Actor>>().is_none();
    let is_short =
        request.body().size_hint().upper().is_some_and(|length| length <= access::kept::MOST_BYTES);
    let is_form = request.method() == Method::POST && access::kept::is_keepable(request.headers());
    if !(is_stranger && is_short && is_form) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::BAD_REQUEST.into_response(); // who sent it has gone
    };
    let response = next.run(Request::from_parts(parts.clone(), Body::from(bytes.clone()))).await;
    let to_login = response.headers().get(header::LOCATION).is_some_and(|target| target == "/login");
    if response.status() != StatusCode::SEE_OTHER || !to_login {
        return response;
    }
    match access::kept::login_with(&app, &parts, &bytes).await {
        Ok(Some(page)) => (StatusCode::UNAUTHORIZED, page).into_response(),
        Ok(None) => response,
        Err(error) => error.into_response(),
    }
}

/// `?theme=` and `?size=` set a cookie and go back to the plain page.
fn remember_display(request: &Request) -> Option<Response> {
    let query = request.uri().query()?;
    let chosen: Vec<_> =
        query.split('&').filter(|pair| pair.starts_with("theme=") || pair.starts_with("size=")).collect();
    let known = ["theme=auto", "theme=light", "theme=dark", "size=normal", "size=large"];
    if chosen.is_empty() || chosen.iter().any(|pair| !known.contains(pair)) {
        return None;
    }
    let rest: Vec<_> = query.split('&').filter(|pair| !chosen.contains(pair)).collect();
    let path = request.uri().path();
    let target = if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) };
    let mut response = Redirect::to(&target).into_response();
    for pair in chosen {
        let value = format!("{pair}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
        response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&value).ok()?);
    }
    Some(response)
}

/// Gives refusals and failures a page of their own.
async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let frame = Frame::of(&parts, &app);
    let fragment = is_fragment(&parts.headers);
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    if fragment && status == StatusCode::SEE_OTHER {
        // The page behind the redirect would land in the middle of the page at hand.
        return (StatusCode::UNAUTHORIZED, fragment_error(LOGGED_OUT)).into_response();
    }
    let sentence = match response.extensions().get::<ErrorSentence>() {
        Some(ErrorSentence(sentence)) => sentence.clone(),
        None => match status {
            StatusCode::PAYLOAD_TOO_LARGE => {
                format!("文件太大，最多 {} MB。请分成几个文件再传。", app.config.upload_limit >> 20)
            }
            StatusCode::METHOD_NOT_ALLOWED => "这个地址不能这样打开。请从页面上的按钮进入。".into(),
            StatusCode::BAD_REQUEST
            | StatusCode::UNPROCESSABLE_ENTITY
            | StatusCode::UNSUPPORTED_MEDIA_TYPE
                if response
                    .headers()
                    .get(header::CONTENT_TYPE)
                    .is_none_or(|kind| !kind.as_bytes().starts_with(b"text/html")) =>
            {
                "填写的内容不完整。请返回上一页补全后再交。".into()
            }
            _ => return response,
        },
    };
    if fragment {
        return (status, fragment_error(&sentence)).into_response();
    }
    let mut page = (status, frame.bare("没有办成", error_body(status, &sentence))).into_response();
    page.headers_mut().insert(header::CACHE_CONTROL, PERSONAL);
    page
}

const LOGGED_OUT: &str = "登录已过期，没有检查。打的字还在这里：在另一个窗口登录后再回来继续。";

/// A failure in the place of what was asked for, on a page that stays as it is.
fn fragment_error(sentence: &str) -> maud::Markup {
    ui::message(ui::Tone::Bad, html! { (sentence) }, html! {})
}

fn error_body(status: StatusCode, sentence: &str) -> maud::Markup {
    let title = match status {
        StatusCode::NOT_FOUND => "没有这一页",
        StatusCode::FORBIDDEN => "您不能打开这一页",
        StatusCode::CONFLICT => "情况变了，没有办",
        StatusCode::TOO_MANY_REQUESTS => "请稍后再试",
        status if status.is_server_error() => "没有办成",
        _ => "有地方要改",
    };
    html! {
        h1 { (title) }
        p { (sentence) }
        p { a class="btn" href="/" { "回到首页" } }
    }
}

/// A panic becomes a sentence like any other failure of ours; the hook has logged where it was.
fn panicked(_cause: Box<dyn std::any::Any + Send>) -> Response {
    lvzhi_platform::Error::internal(anyhow::anyhow!("a handler panicked")).into_response()
}

async fn missing() -> lvzhi_platform::Error {
    lvzhi_platform::Error::NotFound("地址可能写错了，或者内容已经移走。".into())
}

/// Says whether the database answers.
async fn health(State(app): State<App>) -> Response {
    use sea_orm::ConnectionTrait;
    match app.db.read().execute_unprepared("select 1").await {
        Ok(_) => (StatusCode::OK, "ok").into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database unavailable").into_response(),
    }
}

/// The stylesheet and the script under their hashed names, for ever.
async fn asset(request: Request) -> Response {
    let (kind, content) = match request.uri().path() {
        path if path == ui::stylesheet_path() => ("text/css; charset=utf-8", ui::stylesheet()),
        path if path == ui::script_path() => ("text/javascript; charset=utf-8", ui::script()),
        _ => return missing().await.into_response(),
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, content).into_response()
}

/// Every component in every state, in the demo alone.
async fn kit(State(app): State<App>, frame: Frame, asked: Sent) -> lvzhi_platform::Result<maud::Markup> {
    let group = if asked.get("group").is_empty() { "layout" } else { asked.get("group") };
    let page = app.config.is_demo.then(|| ui::kit(group, &frame.chrome("组件")));
    page.flatten().ok_or_else(|| lvzhi_platform::Error::NotFound("没有这一页。".into()))
}

/// Where to complain: required of every page by the 2026 rule on government applications.
async fn complaints(State(app): State<App>, frame: Frame) -> lvzhi_platform::Result<maud::Markup> {
    // A stranger has no committee yet, and its level names the office.
    let office = match frame.actor.as_deref() {
        Some(actor) => access::office(&app.db, actor.committee).await?.word,
        None => "政协机关",
    };
    Ok(frame.bare(
        "意见与投诉",
        html! {
            h1 { "意见与投诉" }
            p { "对本系统的数据、规则和使用有意见，或者被要求重复填报、打卡、刷分，请直接告诉" (office) "的委员工作机构，也可以向同级网信办反映。" }
            p { "对某一分有异议的，请在公示期内从自己的成绩页查到那一行记录，写明理由送委员工作机构。" }
            p { a class="btn" href="/" { "回到首页" } }
        },
    ))
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn boom() {
        panic!("on purpose");
    }

    #[tokio::test]
    async fn a_panic_becomes_a_sentence() {
        let router = Router::new().route("/", get(boom)).layer(CatchPanicLayer::custom(panicked));
        let answer = router.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(answer.extensions().get::<ErrorSentence>().is_some());
    }
}
