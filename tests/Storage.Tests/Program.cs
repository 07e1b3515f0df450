using Txt2Image.Storage.Tests;
using Txt2Image.Storage.Tests.Support;
using Xunit.MicrosoftTestingPlatform;

// A test run, or the child of a test: a process that the test may kill, that comes second to a folder, or that has to do with fewer instructions.
if (!Child.HasExpectedKernels)
{
    return Child.WrongKernels;
}
return Environment.GetEnvironmentVariable(Child.Role) is { } role
    ? await Child.RunAsync(role, args)
    : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
