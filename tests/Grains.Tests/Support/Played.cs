using System.Reflection;

namespace Txt2Image.Grains.Tests.Support;

/// <summary>
/// An interface that a function plays. A grain's interface must not be implemented by a class here: Orleans would take it for a grain.
/// </summary>
#pragma warning disable CA1852 // DispatchProxy makes a class that derives from it.
internal class Played : DispatchProxy
#pragma warning restore CA1852
{
    private Func<MethodInfo, object?[], object?> _play = null!;

    public static T By<T>(Func<MethodInfo, object?[], object?> play)
        where T : class
    {
        var proxy = Create<T, Played>();
        ((Played)(object)proxy)._play = play;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _play(targetMethod!, args ?? []);
}
