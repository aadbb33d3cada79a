using System.Collections.Immutable;
using Infra.Catalogue;

namespace Infra.Facts.Eks;

/// <summary>A network interface of a machine with EFA. Pure.</summary>
/// <param name="Card">Index of the network card.</param>
/// <param name="Device">Index of the device on the card.</param>
/// <param name="Type"><c>interface</c> is an ordinary interface, <c>efa-only</c> has no IP address.</param>
internal sealed record EfaInterface(int Card, int Device, string Type)
{
    /// <summary>Type of an ordinary interface.</summary>
    internal const string Ordinary = "interface";

    /// <summary>Type of an interface without an IP address, only for EFA.</summary>
    internal const string EfaOnly = "efa-only";

    /// <summary>The layout that AWS recommends: an ordinary interface on the first card, as its first device, and on every card with EFA an
    /// interface for EFA alone, which is the second device of the first card and the first device of all others
    /// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html). Karpenter accepts no other.</summary>
    internal static ImmutableArray<EfaInterface> Of(MachineType machine) =>
    [
        new(0, 0, Ordinary),
        .. Enumerable.Range(machine.OrdinaryFirstCard ? 1 : 0, machine.InterconnectCards)
            .Select(card => new EfaInterface(card, card == 0 ? 1 : 0, EfaOnly)),
    ];
}
