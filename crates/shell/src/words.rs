//! The words of a stored enumeration, once: how each value is stored and how it is printed.

/// One row a value: itself, as stored, as printed; in the order in which they are listed.
#[derive(Debug)]
pub struct Words<T: 'static>(pub &'static [(T, &'static str, &'static str)]);

impl<T: Copy + PartialEq> Words<T> {
    /// As stored.
    #[must_use]
    pub fn id(&self, value: T) -> &'static str {
        self.row(value).0
    }

    /// As printed.
    #[must_use]
    pub fn label(&self, value: T) -> &'static str {
        self.row(value).1
    }

    /// The value that is stored so.
    #[must_use]
    pub fn parse(&self, id: &str) -> Option<T> {
        self.0.iter().find(|row| row.1 == id).map(|row| row.0)
    }

    /// All values, in their order.
    pub fn all(&self) -> impl ExactSizeIterator<Item = T> + Clone {
        self.0.iter().map(|row| row.0)
    }

    /// Stored and printed words of all values: the choices of a select field.
    #[must_use]
    pub fn options(&self) -> Vec<(String, String)> {
        self.0.iter().map(|(_, id, label)| ((*id).to_owned(), (*label).to_owned())).collect()
    }

    fn row(&self, value: T) -> (&'static str, &'static str) {
        self.0.iter().find(|row| row.0 == value).map_or(("", ""), |row| (row.1, row.2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHTS: Words<bool> = Words(&[(true, "on", "亮"), (false, "off", "灭")]);

    #[test]
    fn what_is_stored_is_read_again() {
        for value in LIGHTS.all() {
            assert_eq!(LIGHTS.parse(LIGHTS.id(value)), Some(value));
        }
        assert_eq!((LIGHTS.label(false), LIGHTS.parse("亮")), ("灭", None));
        assert_eq!(LIGHTS.options()[0], ("on".to_owned(), "亮".to_owned()));
    }
}
