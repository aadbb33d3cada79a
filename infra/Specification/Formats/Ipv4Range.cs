using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Infra.Specification.Formats;

/// <summary>Consecutive IPv4 addresses: a network, a pool or a single address.</summary>
/// <param name="First">The first address as a number.</param>
/// <param name="Last">The last address as a number.</param>
public readonly record struct Ipv4Range(uint First, uint Last)
{
    // RFC 1918, and RFC 6598 for the shared address space that EKS and AKS use for pods as well.
    private static readonly Ipv4Range[] _private =
    [
        new(0x0A000000, 0x0AFFFFFF), new(0xAC100000, 0xAC1FFFFF), new(0xC0A80000, 0xC0A8FFFF), new(0x64400000, 0x647FFFFF),
    ];

    /// <summary>Number of addresses.</summary>
    public long Size => (long)Last - First + 1;

    /// <summary>Whether all addresses are private (RFC 1918) or shared (RFC 6598).</summary>
    public bool IsPrivate
    {
        get
        {
            foreach (var space in _private)
            {
                if (space.Contains(this))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether all of <paramref name="other"/> is in this range.</summary>
    public bool Contains(Ipv4Range other) => First <= other.First && other.Last <= Last;

    /// <summary>Whether an address is in both ranges.</summary>
    public bool Overlaps(Ipv4Range other) => First <= other.Last && other.First <= Last;

    /// <summary>Reads a network in CIDR notation without host bits, for example <c>10.10.0.0/16</c>; null if it is not one.</summary>
    public static Ipv4Range? OfNetwork(string text)
    {
        if (!IPNetwork.TryParse(text, out var network) || network.BaseAddress.AddressFamily != AddressFamily.InterNetwork ||
            network.ToString() != text)
        {
            return null;
        }

        var first = Number(network.BaseAddress);
        return new Ipv4Range(first, (uint)(first + (1L << (32 - network.PrefixLength)) - 1));
    }

    /// <summary>Reads an address in dotted decimal notation; null if it is not one.</summary>
    public static Ipv4Range? OfAddress(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text
            ? new Ipv4Range(Number(address), Number(address))
            : null;

    /// <summary>Reads <c>first-last</c> or a network; null if it is neither, or ends before it starts.</summary>
    public static Ipv4Range? OfPool(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return OfNetwork(text);
        }

        return OfAddress(text[..dash]) is { } first && OfAddress(text[(dash + 1)..]) is { } last && first.First <= last.First
            ? new Ipv4Range(first.First, last.First)
            : null;
    }

    /// <summary>An address in dotted decimal notation.</summary>
    public static string Text(uint address) => $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";

    private static uint Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        return address.TryWriteBytes(bytes, out _) ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
    }
}
