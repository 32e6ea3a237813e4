//! Every act through HTTP against real databases. One binary, a module per part of the program.
#![allow(missing_docs, clippy::unwrap_used)]
mod facts;
mod frame;
mod imports;
mod people;
mod support;
