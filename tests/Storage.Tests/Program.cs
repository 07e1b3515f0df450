using Txt2Image.Storage.Tests;
using Txt2Image.Storage.Tests.Support;
using Xunit.MicrosoftTestingPlatform;

// Either a test run or a test's child process: one that the test may kill, that opens a folder already in use, or that runs with fewer
// instruction sets.
if (!Child.HasExpectedKernels)
{
    return Child.WrongKernels;
}
return Environment.GetEnvironmentVariable(Child.Role) is { } role
    ? await Child.RunAsync(role, args)
    : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
