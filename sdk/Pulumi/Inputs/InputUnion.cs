namespace Pulumi;

/// <summary>An input of one of two types.</summary>
public sealed class InputUnion<T0, T1> : Input<Union<T0, T1>>
{
    private readonly bool _isT1;

    public InputUnion()
        : this(default(Union<T0, T1>).Value, isT1: false)
    {
    }

    private InputUnion(Output<Union<T0, T1>> value)
        : base(value)
    {
    }

    private InputUnion(object? plain, bool isT1)
        : base(plain, isPlain: true) => _isT1 = isT1;

    public static implicit operator InputUnion<T0, T1>(Union<T0, T1> value) => new(value.Value, value.IsT1);

    public static implicit operator InputUnion<T0, T1>(T0 value) => new(value, isT1: false);

    public static implicit operator InputUnion<T0, T1>(T1 value) => new(value, isT1: true);

    public static implicit operator InputUnion<T0, T1>(Input<T0> value) => new(value.Apply(Union<T0, T1>.FromT0));

    public static implicit operator InputUnion<T0, T1>(Input<T1> value) => new(value.Apply(Union<T0, T1>.FromT1));

    public static implicit operator InputUnion<T0, T1>(Output<Union<T0, T1>> value) => new(value);

    public static implicit operator InputUnion<T0, T1>(Output<T0> value) => new(value.Apply(Union<T0, T1>.FromT0));

    public static implicit operator InputUnion<T0, T1>(Output<T1> value) => new(value.Apply(Union<T0, T1>.FromT1));

    private protected override Union<T0, T1> FromPlain(object? plain) =>
        _isT1 ? Union<T0, T1>.FromT1((T1)plain!) : Union<T0, T1>.FromT0((T0)plain!);
}
