"""The demo's forms, one module each. Amounts and limits that no source document gives are said to be the demo's own."""
