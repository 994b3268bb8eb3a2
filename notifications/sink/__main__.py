from notifications.sink.server import main

raise SystemExit(main())
