namespace Pulumi;

/// <summary>What a resource takes: a value, or an output of another resource.</summary>
/// <remarks>
/// Most inputs are plain values that go to the engine as they are. They are kept as such, and an output is made only for who asks for
/// one: each type of output costs a dozen methods to compile, and the enumerations alone are a hundred types.
/// </remarks>
public class Input<T> : IInput
{
    private readonly object? _plain;
    private readonly bool _isPlain;
    private Output<T>? _value;

    private protected Input(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>For a plain value, boxed; <see cref="FromPlain"/> turns it back.</summary>
    private protected Input(object? plain, bool isPlain) => (_plain, _isPlain) = (plain, isPlain);

    /// <summary>For the inputs that put their value together when it is asked for.</summary>
    private protected Input()
    {
    }

    private protected virtual Output<T> Value => _value ??= Output.Create(FromPlain(_plain));

    public static implicit operator Input<T>(T value) => new(value, isPlain: true);

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.Value;

    IOutput IInput.ToOutput() => Value;

    bool IInput.TryGetPlain(out object? plain) => TryGetPlain(out plain);

    private protected virtual T FromPlain(object? plain) => (T)plain!;

    private protected virtual bool TryGetPlain(out object? plain)
    {
        plain = _plain;
        return _isPlain;
    }
}
