enum ReloadOutcome { case done(String), refused(String), failed(String) }
