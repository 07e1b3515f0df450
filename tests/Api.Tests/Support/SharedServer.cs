using Txt2Image.Api.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Txt2Image.Api.Tests.Support;

/// <summary>One server for all tests that need no special settings. Each test uses its own collections.</summary>
public sealed class SharedServer() : ServerFixture([]);
