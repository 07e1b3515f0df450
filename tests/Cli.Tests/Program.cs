using Txt2Image.Cli.Tests;
using Txt2Image.Cli.Tests.Ingest.State;
using Xunit.MicrosoftTestingPlatform;

// Either a test run or a test's child process, whose writes the test traces.
return Environment.GetEnvironmentVariable(JournalRuns.Role) is { } folder
    ? await JournalRuns.RunAsync(folder)
    : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
