from barriers_tools.cli.main import main

main()
