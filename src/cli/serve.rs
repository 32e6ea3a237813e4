//! `lvzhi serve`: the web application and the job loop, until told to stop.
use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::Ended;
use crate::web;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs;

pub(super) async fn run(app: App) -> Ended {
    let listener = bind(app.config.listen).await?;
    println!("履职已启动：http://{}", listener.local_addr()?);
    serve(app, listener).await?;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("{address} 监听不了，多半已被别的程序占用。换一个端口，例如 --listen 127.0.0.1:8081")
    })
}

/// Serves until SIGTERM or Ctrl-C; then lets running requests and the job at hand end.
pub(super) async fn serve(app: App, listener: TcpListener) -> anyhow::Result<()> {
    let (stop, stopped) = watch::channel(false);
    let database = app.db.clone();
    let jobs = tokio::spawn(jobs::run(app.clone(), wait_for(stopped.clone())));
    let signals = tokio::spawn(async move {
        told_to_stop().await;
        // Receivers may be gone already; then there is nobody left to tell.
        stop.send(true).ok();
    });
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(wait_for(stopped)).await?;
    signals.abort();
    jobs.await?;
    database.close().await?;
    tracing::info!("stopped");
    Ok(())
}

async fn wait_for(mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if stopped.changed().await.is_err() {
            return;
        }
    }
}

#[cfg(unix)]
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(_) => {
            tokio::signal::ctrl_c().await.ok();
        }
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    tokio::signal::ctrl_c().await.ok();
}
