namespace Txt2Image.Storage;

/// <summary>Why a store rejected a call or failed.</summary>
public enum StoreFault
{
    /// <summary>The collection (or image) does not exist.</summary>
    NotFound,

    /// <summary>The name is already in use.</summary>
    Conflict,

    /// <summary>A vector's length differs from the collection's dimension.</summary>
    Mismatch,

    /// <summary>The store did not respond, or not in time; the call can be repeated.</summary>
    Unavailable,

    /// <summary>There is no space left.</summary>
    Full,

    /// <summary>Stored data cannot be read; an operator must look at it.</summary>
    Corrupt,

    /// <summary>Another process has the store open.</summary>
    Locked,
}

/// <summary>The exception that this project throws. Its message is ours and safe to show to clients.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates a failure of this kind, with a message that says what to do.</summary>
    public StoreException(StoreFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>The kind of failure.</summary>
    public StoreFault Fault { get; }
}
