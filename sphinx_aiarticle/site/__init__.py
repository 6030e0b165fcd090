"""What concerns more than one document: links, redirects, bundles, breadcrumbs."""
